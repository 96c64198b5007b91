import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statusText } from '../../src/plugins/statustext';

describe('the item of the status bar', () => {
  it('says the connection alone while nothing else is known', () => {
    assert.deepEqual(
      statusText({
        connection: 'connecting',
        model: '',
        today: null,
        messages: 0,
        overlaps: 0
      }),
      {
        shown: 'Common Ground: Connecting…',
        spoken: 'Open Common Ground, Connecting…'
      }
    );
  });

  it('says which model answers and what waits in the inbox', () => {
    const model = 'demo model (SmolLM2-135M)';
    assert.deepEqual(
      statusText({ connection: 'online', model, today: 0, messages: 2, overlaps: 0 }),
      {
        shown: 'Common Ground: Live · demo model (SmolLM2-135M) · 2 messages',
        spoken:
          'Open Common Ground, Live, model: demo model (SmolLM2-135M), 2 messages for you'
      }
    );
    const { shown } = statusText({
      connection: 'waiting',
      model,
      today: 0.125,
      messages: 1,
      overlaps: 0
    });
    assert.equal(
      shown,
      'Common Ground: Reconnecting… · demo model (SmolLM2-135M) · $0.125 today · 1 message'
    );
  });
});
