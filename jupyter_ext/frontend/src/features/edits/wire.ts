/** Proposed changes of cells as the server answers them. */

import type { EditDecided, EditView, ProposalView } from '../../api/wire/types';

export type Edit = EditView;
export type Proposal = ProposalView;
export type Decided = EditDecided;

/** A person’s word on a change: as it was proposed, or with another source. */
export interface Verdict {
  readonly verdict: 'accept' | 'refuse';
  readonly source?: string;
  /** The digest of the cell’s text that this person saw, where it is not the one proposed against. */
  readonly against?: string;
}
