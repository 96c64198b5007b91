/** Titles of entries by revision id. */

import type { Entry } from './entry';

export type Titles = ReadonlyMap<string, { entry: Entry; title: string }>;
