/** Notifications of the desktop: by choice, with the browser's permission, while the page is not in front. */

import { trans } from '../core/trans';

/** Ask for the browser's permission where it has not been given or refused; whether there is one. */
export async function mayNotify(): Promise<boolean> {
  if (!('Notification' in window)) {
    return false; // such as on a page that came over plain HTTP from another machine
  }
  const { permission } = window.Notification;
  const now =
    permission === 'default'
      ? await window.Notification.requestPermission()
      : permission;
  return now === 'granted';
}

/** Whether the browser has not been asked for its permission yet. */
export function isUnasked(): boolean {
  return 'Notification' in window && window.Notification.permission === 'default';
}

/** Tell it on the desktop, if that may be and the page is not in front; whether it was. */
export function tellOnDesktop(message: string, tag: string, open: () => void): boolean {
  if (document.hasFocus() || !('Notification' in window)) {
    return false;
  }
  if (window.Notification.permission !== 'granted') {
    return false;
  }
  const shown = new window.Notification(trans.__('Common Ground'), {
    body: message,
    tag
  });
  shown.onclick = () => {
    window.focus();
    open();
    shown.close();
  };
  return true;
}
