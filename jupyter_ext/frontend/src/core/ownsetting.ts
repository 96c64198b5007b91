/** A setting of a room, as its document records it: the last change of a name counts. Pure. */

import { asNumber, asText, isRecord } from '../api/guards';

/** The value of the setting of that name; null where there is none. Each value is JSON text. */
export function settingIn(
  settings: Iterable<readonly [string, unknown]>,
  name: string
): unknown {
  const found = [...settings]
    .flatMap(([id, row]) =>
      isRecord(row) && row['name'] === name ? [{ id, row }] : []
    )
    .sort(
      (a, b) =>
        asNumber(a.row['tick']) - asNumber(b.row['tick']) ||
        asNumber(a.row['at']) - asNumber(b.row['at']) ||
        (a.id < b.id ? -1 : 1)
    )
    .at(-1);
  try {
    return JSON.parse(asText(found?.row['value'], 'null'));
  } catch {
    return null; // what can't be read says nothing
  }
}
