import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { filled } from '../filled';
import { isShaped } from '../../src/api/check';
import { quarantined } from '../../src/api/quarantine';

const ANSWER = filled('ErrorView', {
  code: 'quarantined',
  message: 'This stays with you.',
  remedy: 'Take it out.',
  findings: [
    { rule: 'aws-key', label: 'AWS access key', field: 'body', start: 0, end: 20 },
    { rule: 'aws-key', label: 'AWS access key', field: 'body', start: 30, end: 50 },
    { rule: 'gate-error', label: 'gate-error', field: 'title' }
  ],
  note: 'e1'
});

describe('a text that the gate kept back', () => {
  it('is told with the rule’s name, and where it is kept', () => {
    const problem = quarantined(422, ANSWER);
    assert.equal(
      problem?.message,
      'This stays with you. Found: AWS access key (in the text), gate-error (in the title).'
    );
    assert.equal(
      problem.remedy,
      'Take it out. The text is kept in your private notes.'
    );
    assert.equal(problem.code, 'quarantined');
  });

  it('is told once where the server’s words say it already', () => {
    const problem = quarantined(422, {
      ...ANSWER,
      message: 'It seems to hold AWS access key and gate-error.',
      remedy: 'Your text is kept in your private notes. Take it out.'
    });
    assert.equal(problem?.message, 'It seems to hold AWS access key and gate-error.');
    assert.equal(
      problem.remedy,
      'Your text is kept in your private notes. Take it out.'
    );
  });

  it('names what the owner can be asked to allow, each value once, and shows no mark', () => {
    const key = {
      rule: 'aws-key',
      label: 'AWS access key',
      fingerprint: 'ab'.repeat(32)
    };
    const problem = quarantined(422, {
      ...ANSWER,
      findings: ANSWER.findings?.map(found => ({ ...found, ...key })) ?? []
    });
    assert.deepEqual(problem?.kept, [
      { mark: key.fingerprint, rule: 'aws-key', label: 'AWS access key' }
    ]);
    assert.ok(!`${problem?.message} ${problem?.remedy}`.includes(key.fingerprint));
  });

  it('is not said to be kept where no note was written', () => {
    const problem = quarantined(422, { ...ANSWER, note: null });
    assert.equal(problem?.remedy, 'Take it out.');
  });

  it('is not what other refusals are about', () => {
    const other = filled('ErrorView', { code: 'not_allowed', message: 'No.' });
    assert.equal(quarantined(403, other), null);
    assert.ok(!isShaped('ErrorView', null));
    assert.ok(!isShaped('ErrorView', { ...ANSWER, findings: [{}] }));
  });
});
