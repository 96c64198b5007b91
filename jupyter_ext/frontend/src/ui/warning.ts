/** Saying that something could not be done. */

import { Notification } from '@jupyterlab/apputils';
import { Problem } from '../api/problem';

/** Say why, and what helps; the message stands for so many milliseconds. */
export function warn(error: unknown, stands: number): void {
  const { message, remedy } = Problem.of(error);
  Notification.warning(`${message} ${remedy}`.trim(), { autoClose: stands });
}
