/** Which areas a member follows and which are muted. Pure. */

import { asTexts, isRecord } from '../api/guards';
import { settingIn } from './ownsetting';

/** Which areas a member asked for, and which they do not want to hear of. */
export interface Wish {
  readonly areas: readonly string[];
  readonly muted: readonly string[];
}

export const NO_WISH: Wish = { areas: [], muted: [] };

/** The wish with one area followed or muted. */
export function wishing(wish: Wish, area: string, follow: boolean): Wish {
  const areas = wish.areas.filter(name => name !== area);
  const muted = wish.muted.filter(name => name !== area);
  return follow
    ? { areas: [...areas, area], muted }
    : { areas, muted: [...muted, area] };
}

/** The wish among a private room's settings: the last in the record. Each value is JSON text. */
export function wishIn(settings: Iterable<readonly [string, unknown]>): Wish {
  const value = settingIn(settings, 'follow');
  return isRecord(value)
    ? { areas: asTexts(value['areas']), muted: asTexts(value['muted']) }
    : NO_WISH;
}
