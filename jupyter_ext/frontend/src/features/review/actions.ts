/** What an owner does with one thing that waits for them. */

import type { ComponentType } from 'react';
import type { Settlement } from '../../api/wire/command';
import type { Revision } from '../../api/wire/entry';
import type { Limits } from '../../ui/room';

export type OpenForm = 'reject' | 'resolve' | 'dismiss';

/** What the form that resolves a contradiction is handed. */
export interface ResolveFormProps {
  about: string;
  sides: readonly Revision[];
  /** Whether they are of two entries: then any of them may stay. */
  between: boolean;
  limits: Limits;
  busy: boolean;
  onSubmit: (settlement: Settlement) => void;
  onCancel: () => void;
}

export interface ItemActions {
  /** The form that resolves a contradiction. */
  resolveForm: ComponentType<ResolveFormProps>;
  onAccept: () => void;
  onEdit: () => void;
  onReject: (reason: string) => void;
  onResolve: (settlement: Settlement) => void;
  onDismiss: (reason: string) => void;
  onForm: (form: OpenForm | null) => void;
  /** Ask the authors of both sides. */
  onAskSides: () => void;
  /** Let the first entry take the place of the second. */
  onReplace: () => void;
  onRetire: () => void;
}
