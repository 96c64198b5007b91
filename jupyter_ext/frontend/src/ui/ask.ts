/** Asks before what can't be taken back by one click. */

import { Dialog } from '@jupyterlab/apputils';

/** Whether the member says so; Escape says no. */
export async function sure(question: {
  title: string;
  body: string;
  yes: string;
  look?: 'warn';
}): Promise<boolean> {
  const { title, body, yes: label, look } = question;
  const yes =
    look === 'warn' ? Dialog.warnButton({ label }) : Dialog.okButton({ label });
  const dialog = new Dialog<unknown>({
    title,
    body,
    // The keys stand on what takes nothing away.
    defaultButton: look === 'warn' ? 0 : 1,
    buttons: [Dialog.cancelButton(), yes]
  });
  dialog.addClass('cg-ask');
  return (await dialog.launch()).button.accept;
}
