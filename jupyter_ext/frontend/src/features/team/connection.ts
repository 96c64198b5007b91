/** How the connection to the server is called. */

import { trans } from '../../core/trans';
import type { Connection } from '../../feed/feed';

export const CONNECTION_NAMES: Readonly<Record<Connection['tag'], string>> = {
  get connecting() {
    return trans.__('Connecting…');
  },
  get online() {
    return trans.__('Live');
  },
  get waiting() {
    return trans.__('Reconnecting…');
  },
  get refused() {
    return trans.__('Logged out');
  }
};
