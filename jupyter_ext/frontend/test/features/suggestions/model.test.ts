/** What is suggested where, and what becomes of it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SuggestionsAnswer, SuggestionView } from '../../../src/api/wire/types';
import { SuggestionsModel } from '../../../src/features/suggestions/model';
import { numberOf } from '../../../src/features/suggestions/number';

Object.assign(globalThis, { window: globalThis });

function one(id: string, more: Partial<SuggestionView> = {}): SuggestionView {
  return {
    id,
    kind: 'convention',
    title: 'Cents',
    body: '',
    area: null,
    origin: 'A model',
    turn: 't_1',
    thread: null,
    quotes: [],
    at: 1,
    private: false,
    state: 'open',
    by: '',
    entry: null,
    ...more
  };
}

async function model(
  ...suggestions: SuggestionView[]
): Promise<[SuggestionsModel, object[]]> {
  const sent: object[] = [];
  const answer: SuggestionsAnswer = {
    suggestions,
    daily: 5,
    days: 7,
    model: 'M',
    why: ''
  };
  const made = new SuggestionsModel(
    {
      all: () => Promise.resolve(answer),
      sweep: () =>
        Promise.resolve({ threads: 1, made: 0, untrue: 0, left: 0, model: 'M' })
    },
    command => {
      sent.push(command);
      return Promise.resolve(null);
    },
    () => undefined
  );
  await made.sweep();
  return [made, sent];
}

test('an open suggestion stands under its answer, and no other', async () => {
  const [made] = await model(
    one('g_1'),
    one('g_2', { turn: 't_2' }),
    one('g_3', { state: 'accepted', entry: 'e_1' }),
    one('g_4', { state: 'never' })
  );
  assert.deepEqual(
    made.ofTurn('t_1').map(({ id }) => id),
    ['g_1']
  );
  assert.equal(made.ofEntry('e_1')?.id, 'g_3');
  assert.equal(made.ofEntry('e_2'), null);
  assert.deepEqual(
    made.never.map(({ id }) => id),
    ['g_4']
  );
});

test('a click says which suggestion, and what of it', async () => {
  const [made, sent] = await model(one('g_1'));
  await made.accept('g_1');
  await made.decide('g_1', 'never');
  assert.deepEqual(sent, [
    { command: 'accept_suggestion', suggestion: 'g_1' },
    { command: 'decide_suggestion', suggestion: 'g_1', verdict: 'never' }
  ]);
});

test('a number of the policy is a whole one that the server takes', () => {
  assert.deepEqual(
    ['0', ' 7 ', '50', '51', '1.5', '-1', ''].map(text => numberOf(text, 50)),
    [0, 7, 50, null, null, null, null]
  );
});
