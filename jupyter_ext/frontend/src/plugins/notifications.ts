/** The plugin that tells a member, once, what needs them. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { trans } from '../core/trans';
import { isUnasked, mayNotify } from './desktop';
import { Notifier } from './notifier';
import { IContextPanel } from './paneltoken';
import type { TabId } from './sidebar/navigation';
import { IContextModel, PLUGIN } from './tokens';

/** Where the desktop was chosen in the settings: browsers ask for permission at a click only. */
function offerPermission(wanted: boolean): void {
  if (wanted && isUnasked()) {
    Notification.info(
      trans.__('Common Ground may not show notifications on the desktop yet.'),
      {
        autoClose: false,
        actions: [{ label: trans.__('Allow…'), callback: () => void mayNotify() }]
      }
    );
  }
}

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
      offerPermission(panel.settings.choices.desktop);
      panel.settings.changed.connect((_, { desktop }) => offerPermission(desktop));
    });
  }
};
