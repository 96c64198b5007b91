import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { filled } from '../../filled';
import { isShaped } from '../../../src/api/check';
import type { PreviewAnswer } from '../../../src/api/wire/types';
import { gateSays } from '../../../src/features/entries/consequences';
import { consequencesOf } from '../../../src/features/entries/wire';

function answer(outcome: string, findings: unknown[] = []): PreviewAnswer {
  return filled('PreviewAnswer', {
    status: 'proposed',
    gate: { outcome, findings, title: 'Kept', body: 'left' },
    readers: { area: 'api', private: false, names: ['ann'] },
    contradicts: [
      {
        title: 'Other',
        rule: 'number',
        quotes: ['10 s', '30 s'],
        why: 'other number',
        sure: true
      }
    ],
    fields: { subject: 'request', attribute: 'timeout', value: '10 s', scope: null }
  });
}

describe('consequences', () => {
  it('are what would be stored, by whom it would be read, and what it contradicts', () => {
    assert.deepEqual(consequencesOf(answer('pass')), {
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
          sure: true,
          own: '10 s',
          other: '30 s'
        }
      ],
      suggested: { subject: 'request', attribute: 'timeout', value: '10 s', scope: '' }
    });
  });

  it('are none where the gate did not speak: that is no permission', () => {
    const { gate } = answer('pass');
    const maybe = { ...answer('pass'), gate: { ...gate, outcome: 'maybe' } };
    for (const bad of [maybe, { status: 'accepted' }, null]) {
      assert.ok(!isShaped('PreviewAnswer', bad));
    }
    const unclear = { ...answer('pass'), contradicts: [{}] };
    assert.ok(!isShaped('PreviewAnswer', unclear));
  });

  it('name what the gate found and where, once', () => {
    const token = { label: 'GitHub token', field: 'body' };
    const found = consequencesOf(answer('quarantine', [token, token]));
    assert.equal(
      gateSays(found),
      'This can’t be shared as it is: GitHub token in the text. Take it out first.'
    );
  });
});
