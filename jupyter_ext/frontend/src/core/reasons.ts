/** Why an entry is shown for a question or a place, and why not, as one would say it. Pure. */

import type { ChoiceView, OmissionView } from '../api/wire/types';
import { trans } from './trans';

/** Why an entry was shown, as one would say it. */
export function whyShown(reason: ChoiceView['reason']): string {
  switch (reason) {
    case 'named':
      return trans.__('named by the asker');
    case 'pinned':
      return trans.__('pinned for everybody');
    case 'holds here':
      return trans.__('a convention that always holds');
    case 'all':
      return trans.__('the context is small: all of it is shown');
    case 'words':
      return trans.__('shares words with the question');
    case 'meaning':
      return trans.__('means something similar');
    case 'author':
      return trans.__('by somebody whom the question names');
    case 'dispute':
      return trans.__('in dispute with one that is shown');
  }
}

/** Why an entry was not shown. */
export function whyNot(reason: OmissionView['reason']): string {
  switch (reason) {
    case 'muted':
      return trans.__('you muted it');
    case 'off the subject':
      return trans.__('off the subject');
    case 'no room':
      return trans.__('no room was left');
  }
}
