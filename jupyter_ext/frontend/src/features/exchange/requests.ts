/** What is asked of the server about the whole context as a file. */

import type { Server } from '../../api/server';
import type { ImportAnswer } from '../../api/wire/types';
import type { ContextRecord } from './records';

export type How = 'proposals' | 'history';

/** What the section may do. Each throws a Problem when it fails. */
export interface ExchangeActions {
  /** The file of all that is shared, a record a line. */
  write: () => Promise<string>;
  /** Take in a part of a file, or say what would become of it. */
  bring: (
    file: string,
    how: How,
    records: readonly ContextRecord[],
    dry: boolean
  ) => Promise<ImportAnswer>;
}

export function exchangeActions(server: Server): ExchangeActions {
  return {
    write: () => server.text('/exchange/export'),
    bring: (file, how, records, dry) =>
      server.post('/exchange/import', { file, how, records, dry_run: dry })
  };
}
