/** What a search finds, as the server answers it. */

import type { Find, FindAnswer, HitView } from '../../api/wire/types';

/** What is looked for. */
export type Wanted = Find;

export type Findings = FindAnswer;

/** Something that was found; in `title` and `snippet` every second piece is what it was found by. */
export type Hit = HitView;
