/** What people do about an overlap: a message of each kind, filled in, or to wait. */

import { trans } from '../../core/trans';
import type { Notice } from '../../features/claims/model';
import type { NoticeActions } from '../../features/claims/notices';
import { letterBody, placesText } from '../../features/claims/words';
import type { Letter } from '../../features/messages/letters';
import type { IContextModel } from '../tokens';

/** `write` opens the form of a new message. */
export function overlapActions(
  model: IContextModel,
  write: (letter: Partial<Letter>) => void
): NoticeActions {
  const about = (notice: Notice, letter: Partial<Letter>): void =>
    write({ to: [`@${notice.other}`], body: letterBody(notice), ...letter });
  return {
    mayWrite: model.access.contribute,
    onTalk: notice =>
      about(notice, {
        kind: 'announcement',
        title: trans.__('We both change %1', placesText(notice))
      }),
    onAsk: notice =>
      about(notice, {
        kind: 'query',
        title: trans.__('How do we go on with %1?', placesText(notice))
      }),
    onSplit: notice =>
      about(notice, {
        kind: 'query',
        title: trans.__('Shall we split %1?', placesText(notice)),
        body: `${letterBody(notice)}\n\n${trans.__('I take … You take …')}`
      }),
    onHandOver: notice =>
      about(notice, {
        kind: 'handoff',
        title: trans.__('My part of %1', placesText(notice)),
        files: notice.places.map(({ path }) => path).join('\n')
      }),
    onSnooze: (notice, hours) => model.work.snooze(notice, hours)
  };
}
