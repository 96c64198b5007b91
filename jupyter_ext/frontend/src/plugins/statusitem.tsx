/** The item in the status bar: connection, model and messages, as a button that opens the panel. */

import { ReactWidget } from '@jupyterlab/ui-components';
import { Signal } from '@lumino/signaling';
import { spentToday } from '../features/cost/days';
import { attention } from '../features/messages/message';
import { statusText } from './statustext';
import type { IContextModel } from './tokens';

export class StatusItem extends ReactWidget {
  constructor(
    private readonly _model: IContextModel,
    private readonly _open: () => void
  ) {
    super();
    this.addClass('cg-status');
    _model.stateChanged.connect(this.update, this);
  }

  override dispose(): void {
    Signal.clearData(this);
    super.dispose();
  }

  protected override render(): JSX.Element {
    const { connection, cost, inbox, team, work } = this._model;
    const { shown, spoken } = statusText({
      connection: connection.tag,
      model: team.status.tag === 'ready' ? team.status.value.model.label : '',
      today: cost.value.tag === 'ready' ? spentToday(cost.value.value) : null,
      messages: inbox.tag === 'ready' ? attention(inbox.value) : 0,
      overlaps: work.notices.length
    });
    return (
      <button
        type="button"
        className="cg-status-button"
        aria-label={spoken}
        title={spoken}
        data-testid="cg-status-item"
        data-state={connection.tag}
        onClick={this._open}
      >
        {shown}
      </button>
    );
  }
}
