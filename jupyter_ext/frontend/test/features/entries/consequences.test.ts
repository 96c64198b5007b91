import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gateSays } from '../../../src/features/entries/consequences';
import { parseConsequences } from '../../../src/features/entries/wire';

function answer(outcome: string, findings: unknown[] = []): unknown {
  return {
    status: 'proposed',
    gate: { outcome, findings, title: 'Kept', body: 'left' },
    readers: { area: 'api', private: false, names: ['ann'] },
    contradicts: [
      { title: 'Other', rule: 'number', quotes: ['10 s', '30 s'], why: 'other number' },
      {}
    ],
    fields: { subject: 'request', attribute: 'timeout', value: '10 s', scope: null }
  };
}

describe('consequences', () => {
  it('are what would be stored, by whom it would be read, and what it contradicts', () => {
    assert.deepEqual(parseConsequences(answer('pass')), {
      status: 'proposed',
      outcome: 'pass',
      findings: [],
      title: 'Kept',
      body: 'left',
      area: 'api',
      readers: ['ann'],
      clashes: [
        {
          title: 'Other',
          rule: 'number',
          why: 'other number',
          own: '10 s',
          other: '30 s'
        }
      ],
      suggested: { subject: 'request', attribute: 'timeout', value: '10 s', scope: '' }
    });
  });

  it('are none where the gate did not speak: that is no permission', () => {
    assert.equal(parseConsequences(answer('maybe')), null);
    assert.equal(parseConsequences({ status: 'accepted' }), null);
    assert.equal(parseConsequences(null), null);
  });

  it('name what the gate found and where, once', () => {
    const token = { label: 'GitHub token', field: 'body' };
    const found = parseConsequences(answer('quarantine', [token, token]));
    assert.ok(found);
    assert.equal(
      gateSays(found),
      'The gate will not let this leave: GitHub token in the text. Take it out first.'
    );
  });
});
