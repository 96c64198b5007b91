/** The plugin that tells a member, once, what needs them. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notifier } from './notifier';
import { IContextPanel } from './paneltoken';
import type { TabId } from './sidebar/navigation';
import { IContextModel, PLUGIN } from './tokens';

export const notifications: JupyterFrontEndPlugin<void> = {
  id: `${PLUGIN}:notifications`,
  description: 'Tells a member what needs them, as notifications of JupyterLab.',
  autoStart: true,
  requires: [IContextModel, IContextPanel],
  activate: (_: JupyterFrontEnd, model: IContextModel, panel: IContextPanel): void => {
    const open = (tab: TabId): void => {
      panel.reveal();
      panel.navigation.go(tab, 'tab');
    };
    // What is off must not be told before the settings say so.
    void panel.settings.loaded.then(() => {
      new Notifier(model, panel, open);
    });
  }
};
