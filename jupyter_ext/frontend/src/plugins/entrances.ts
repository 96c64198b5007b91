/** The plugin with the ways into the panel from elsewhere: a card of the launcher and the status bar. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ILauncher } from '@jupyterlab/launcher';
import { IStatusBar } from '@jupyterlab/statusbar';
import { StatusItem } from './statusitem';
import { CommandIDs, IContextModel, PLUGIN } from './tokens';

/** Where the item stands on the right of the status bar: a higher rank is closer to the middle. */
const RANK = 900;

export const entrances: JupyterFrontEndPlugin<void> = {
  id: `${PLUGIN}:entrances`,
  description: 'Opens the panel from the launcher and from the status bar.',
  autoStart: true,
  requires: [IContextModel],
  optional: [ILauncher, IStatusBar],
  activate: (
    app: JupyterFrontEnd,
    model: IContextModel,
    launcher: ILauncher | null,
    statusBar: IStatusBar | null
  ): void => {
    launcher?.add({
      command: CommandIDs.openPanel,
      args: { isLauncher: true }
    });
    statusBar?.registerStatusItem(`${PLUGIN}:status`, {
      item: new StatusItem(
        model,
        () => void app.commands.execute(CommandIDs.openPanel)
      ),
      align: 'right',
      rank: RANK
    });
  }
};
