/** What an owner does with one thing that waits for them. */

import type { ComponentType } from 'react';
import type { Settlement } from '../../api/wire/command';
import type { ResolveFormProps } from '../../ui/resolving';

export type OpenForm = 'reject' | 'resolve' | 'dismiss';

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
