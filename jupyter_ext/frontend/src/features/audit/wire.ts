/** What a redaction or a rescue did, as the server says. */

import type { RedactionAnswer, RescueAnswer } from '../../api/wire/types';

/** What held a text that was taken out; `clean`: its bytes are in no file of the store any more. */
export type Redaction = RedactionAnswer;

/** Where all that the server holds was written. */
export type Rescue = RescueAnswer;
