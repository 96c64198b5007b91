/** Saying that something could not be done. */

import { Notification } from '@jupyterlab/apputils';
import { Problem } from '../api/problem';

/** Milliseconds for which a message stands that nobody has to act on. */
export const STANDS = 6_000;

/** Say why, and what helps; the message stands for so many milliseconds. */
export function warn(error: unknown, stands = STANDS): void {
  const { message, remedy } = Problem.of(error);
  Notification.warning(`${message} ${remedy}`.trim(), { autoClose: stands });
}
