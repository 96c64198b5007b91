/** Who wants to know when something new was said of messages, sprints, comparisons and so on. */

import type { IDisposable } from '@lumino/disposable';
import { DisposableDelegate } from '@lumino/disposable';

export type FactCallback = (about: readonly string[]) => void;

export class Facts {
  /** Call back with the ids that begin with the prefix; with none when it may have been any. */
  listen(prefix: string, callback: FactCallback): IDisposable {
    const listener = { prefix, callback };
    this._listeners.add(listener);
    return new DisposableDelegate(() => {
      this._listeners.delete(listener);
    });
  }

  /** `null`: the connection was lost, so something may have been said of anything. */
  tell(about: readonly string[] | null): void {
    for (const { prefix, callback } of this._listeners) {
      const found = about?.filter(id => id.startsWith(prefix)) ?? [];
      if (about === null || found.length > 0) {
        callback(found);
      }
    }
  }

  private readonly _listeners = new Set<{
    readonly prefix: string;
    readonly callback: FactCallback;
  }>();
}
