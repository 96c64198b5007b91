/** Threads and thumbs as the server answers them. */

import type {
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

export type Thumb = Rating['value'];
