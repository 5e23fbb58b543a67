export interface FileToSave {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** Hands a text over as a download, byte for byte. Nothing is asked of the network. */
export function saveFile({ name, type, text }: FileToSave): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  // Firefox presses only what is on the page.
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), keptForMs);
}

/** Long enough for a browser that asks where to put the file first. */
const keptForMs = 60_000;
