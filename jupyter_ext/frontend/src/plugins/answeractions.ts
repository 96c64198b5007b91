/** What people do with answers, in the panel and in cells, as calls on the models. */

import { Clipboard } from '@jupyterlab/apputils';
import { CONSTANTS } from '../api/wire/constants';
import { mayEnd } from '../core/access';
import type { AnswerActions } from '../features/turns/answertools';
import type { IContextModel } from './tokens';

/** `textOf` gives an answer's Markdown as far as it is known there; `save` opens the Share step. */
export function answerActions(
  model: IContextModel,
  from: { textOf: (id: string) => string; save: (id: string) => void }
): AnswerActions {
  const { turns } = model;
  return {
    onAgain: (turn, wish) => turns.again(turn.id, wish),
    models: turns.wishes.models,
    besideOf: id => turns.wishes.besideOf(id),
    onExport: (of, id, form) => turns.wishes.export(of, id, form),
    onFollowUp: (turn, question) =>
      turns.followUp(turn.id, question, turn.private ? 'private' : 'shared'),
    onDecide: (turn, call, decision) => turns.calls.decide(turn, call, decision),
    mayDecline: turn => mayEnd(model.user, turn),
    onAskFirst: tool => model.team.set(`tool-allow:${tool}`, null),
    onRate: (turn, value) => turns.ratings.rate(turn.id, value),
    onCopy: turn => Clipboard.copyToSystem(from.textOf(turn.id)),
    onSave: turn => from.save(turn.id),
    ratingsOf: id => turns.ratings.of(id),
    nameOf: username => model.person(username).display_name,
    limit: CONSTANTS.limits.question,
    you: model.user?.username ?? '',
    contribute: model.access.contribute
  };
}
