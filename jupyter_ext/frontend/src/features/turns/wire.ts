/** Threads and thumbs as the server answers them. */

import type {
  AskAgain,
  DecideCall,
  ConstraintView,
  RatingView,
  StepView,
  ThreadView
} from '../../api/wire/types';

/** `what` is a line's text, or the id of a turn or of an entry. */
export type Step = StepView;

export type StepKind = Step['kind'];

export type Constraint = ConstraintView;

/** `last` is when something was last said in it. */
export type Thread = ThreadView;

/** A person’s word on what a tool proposed. */
export type Decision = DecideCall;

/** One member’s thumb for one turn. */
export type Rating = RatingView;

/** How the same is asked once more, and of which model; without one, of the usual one. */
export type Wish = AskAgain;

/** What a conversation is exported as. */
export type ExportForm = 'markdown' | 'notebook';

export type Thumb = Rating['value'];
