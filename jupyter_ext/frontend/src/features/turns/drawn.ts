/** A part of an output that React draws. */

import { ReactWidget } from '@jupyterlab/ui-components';

export class Drawn extends ReactWidget {
  constructor(private readonly _draw: () => JSX.Element) {
    super();
  }

  protected override render(): JSX.Element {
    return this._draw();
  }
}
