/** What is read aloud once the server has carried something out. Nothing that can be done is silent unawares. */

import type { Command } from '../api/wire/command';
import { trans } from './trans';

type Said = (() => string) | null;

/** What a member does most, in words; null where the part of the page that did it tells more. */
const WORDS: Readonly<Partial<Record<Command['command'], Said>>> = {
  accept: () => trans.__('Accepted'),
  accept_suggestion: () => trans.__('Proposed: it waits for the context owner'),
  acknowledge: () => trans.__('Acknowledged'),
  acknowledge_handoff: () => trans.__('Acknowledged'),
  add: () => trans.__('Saved'),
  announce: () => trans.__('Sent'),
  answer: () => trans.__('Answer sent'),
  bring: () => trans.__('Shared into the thread'),
  close_thread: () => trans.__('Thread closed'),
  compare_argue: () => trans.__('Argument added'),
  compare_phase: () => trans.__('Phase changed'),
  compare_reveal: () => trans.__('Scores revealed'),
  compare_score: () => trans.__('Score saved'),
  constrain: () => trans.__('Constraint added'),
  decide_suggestion: () => trans.__('Saved'),
  delete_thread: () => trans.__('Thread deleted'),
  dismiss: () => trans.__('Dismissed'),
  edit: () => trans.__('Saved'),
  handoff: () => trans.__('Sent'),
  lift: () => trans.__('Constraint lifted'),
  merge: () => trans.__('Merged'),
  open_thread: () => trans.__('Thread opened'),
  propose_summary: () => trans.__('Proposed: it waits for the context owner'),
  query: () => trans.__('Sent'),
  query_sides: () => trans.__('Their authors are asked'),
  reject: () => trans.__('Rejected'),
  rename_thread: () => trans.__('Saved'),
  reply: () => trans.__('Reply sent'),
  resolve: () => trans.__('Resolved'),
  retire: () => trans.__('Retired'),
  revert: () => trans.__('Reverted'),
  say: () => trans.__('Said'),
  set: () => trans.__('Saved'),
  share: () => trans.__('Shared with the team'),
  sprint_add: () => trans.__('Task added'),
  sprint_edit: () => trans.__('Saved'),
  sprint_move: null,
  sprint_note: () => trans.__('Noted'),
  sprint_reveal: () => trans.__('Notes revealed'),
  take_over: () => trans.__('Taken over'),
  undo_summary: () => trans.__('Its sources hold again'),
  withdraw: () => trans.__('Withdrawn')
};

/** The same for what is asked of routes: by the act, else by the route. Others are no acts of people. */
const ROUTES: Readonly<Record<string, () => string>> = {
  '/edits/{proposal_id}/undo': () => trans.__('Taken back'),
  '/handoff/acknowledge': () => trans.__('Acknowledged'),
  '/invitations': () => trans.__('Personal link made'),
  '/messages/{message_id}/go-on': () => trans.__('Question sent'),
  '/redactions': () => trans.__('Taken out'),
  '/trials': () => trans.__('Question sent'),
  '/turns': () => trans.__('Question sent'),
  '/turns/{turn_id}/again': () => trans.__('Question sent'),
  '/turns/{turn_id}/rating': () => trans.__('Saved'),
  '/turns/{turn_id}/stop': () => trans.__('Stopped'),
  again: () => trans.__('The model is asked'),
  decide: () => trans.__('Decided'),
  judge: () => trans.__('The model is asked'),
  refine: () => trans.__('The model is asked'),
  run: () => trans.__('Running the check…'),
  save: () => trans.__('Files saved'),
  stop: () => trans.__('Stopped'),
  write: () => trans.__('Saved')
};

/** What is said of a command that was carried out; '' where something else says it. */
export function saidOf(command: string): string {
  const words = (WORDS as Readonly<Record<string, Said | undefined>>)[command];
  return words === null ? '' : (words?.() ?? trans.__('Done'));
}

/** What is said of a route that was posted to; '' for what nobody did on purpose. */
export function saidOfRoute(path: string, body: object): string {
  const act = 'act' in body ? String(body.act) : path;
  const verdict = 'verdict' in body ? String(body.verdict) : '';
  if (path.startsWith('/edits/') && verdict !== '') {
    return verdict === 'accept' ? trans.__('Accepted') : trans.__('Refused');
  }
  return ROUTES[act]?.() ?? '';
}
