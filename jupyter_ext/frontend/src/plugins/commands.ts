/** The plugin with the commands: in the palette, in the View menu and for other plugins, with arguments. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import type { CommandRegistry } from '@lumino/commands';
import type { ReadonlyJSONObject } from '@lumino/coreutils';
import { CONSTANTS } from '../api/wire/constants';
import { SHARED_KINDS } from '../api/wire/entry';
import { trans } from '../core/trans';
import { ACTIONS, addCellActions } from './cellactions';
import { addCellCommands, BEGINNINGS } from './cellcommands';
import { addLive, ownUnderWay } from './livecommands';
import { addOpening } from './opening';
import { IContextPanel } from './paneltoken';
import { TABS } from './sidebar/navigation';
import { CommandIDs, IContextModel, PLUGIN } from './tokens';
import { addWriting } from './writing';

/** With what arguments a command stands in the palette, where it does so more than once. */
const VARIANTS: Readonly<Record<string, readonly ReadonlyJSONObject[]>> = {
  [CommandIDs.openTab]: TABS.map(tab => ({ tab })),
  [CommandIDs.addEntry]: [{}, ...SHARED_KINDS.map(kind => ({ kind }))],
  [CommandIDs.writeMessage]: [{}, ...CONSTANTS.message_kinds.map(kind => ({ kind }))],
  [CommandIDs.insertCell]: BEGINNINGS.map(kind => ({ kind })),
  [CommandIDs.changeCell]: ACTIONS.map(what => ({ what }))
};

export const commands: JupyterFrontEndPlugin<void> = {
  id: `${PLUGIN}:commands`,
  description:
    'Commands that open the panel, add entries, ask, write, search, share and stop.',
  autoStart: true,
  requires: [IContextModel, IContextPanel],
  optional: [ICommandPalette, INotebookTracker],
  activate: (
    app: JupyterFrontEnd,
    model: IContextModel,
    panel: IContextPanel,
    palette: ICommandPalette | null,
    tracker: INotebookTracker | null
  ): void => {
    addOpening(app.commands, model, panel);
    addWriting(app.commands, model, panel);
    addCellCommands(app.commands, model, panel);
    addCellActions(app, model, panel);
    addLive(app.commands, model, panel);
    follow(app.commands, model, panel, tracker);
    for (const command of Object.values(CommandIDs)) {
      for (const args of VARIANTS[command] ?? [{}]) {
        palette?.addItem({ command, args, category: trans.__('Common Ground') });
      }
    }
  }
};

/** Tell JupyterLab when commands may be used that could not be before, or the other way round. */
function follow(
  commands: CommandRegistry,
  model: IContextModel,
  panel: IContextPanel,
  tracker: INotebookTracker | null
): void {
  let before = '';
  const look = (): void => {
    const now = JSON.stringify([
      model.access,
      ownUnderWay(model).length > 0,
      model.since.handoff !== null,
      panel.settings.choices.desktop,
      tracker?.activeCell != null
    ]);
    if (now !== before) {
      before = now;
      Object.values(CommandIDs).forEach(id => commands.notifyCommandChanged(id));
    }
  };
  model.stateChanged.connect(look);
  panel.settings.changed.connect(look);
  tracker?.activeCellChanged.connect(look);
}
