/** Which areas a member follows and which are muted. Pure. */

import { asNumber, asText, asTexts, isRecord } from '../api/guards';

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
  const found = [...settings]
    .flatMap(([id, row]) =>
      isRecord(row) && row['name'] === 'follow' ? [{ id, row }] : []
    )
    .sort(
      (a, b) =>
        asNumber(a.row['tick']) - asNumber(b.row['tick']) ||
        asNumber(a.row['at']) - asNumber(b.row['at']) ||
        (a.id < b.id ? -1 : 1)
    )
    .at(-1);
  let value: unknown = null;
  try {
    value = JSON.parse(asText(found?.row['value'], 'null'));
  } catch {
    // A value that can't be read is no wish.
  }
  return isRecord(value)
    ? { areas: asTexts(value['areas']), muted: asTexts(value['muted']) }
    : NO_WISH;
}
