/** What the form that resolves a contradiction is handed, wherever one is resolved. */

import type { Settlement } from '../api/wire/command';
import type { Revision } from '../api/wire/entry';
import type { Limits } from './room';

export interface ResolveFormProps {
  /** What is resolved: tells its draft from others'. */
  about: string;
  /** The versions that stand against each other. */
  sides: readonly Revision[];
  /** Whether they are of two entries: then any of them may stay. */
  between: boolean;
  limits: Limits;
  busy: boolean;
  onSubmit: (settlement: Settlement) => void;
  onCancel: () => void;
}
