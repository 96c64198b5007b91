/** What a redaction did, as the server says. */

import type { RedactionAnswer } from '../../api/wire/types';

/** What held a text that was taken out; `clean`: its bytes are in no file of the store any more. */
export type Redaction = RedactionAnswer;
