export interface FileToSave {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** Saves a text as a download, without a request. */
export function saveFile({ name, type, text }: FileToSave): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  // Firefox only clicks elements in the document.
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), keptForMs);
}

/** Long enough for a browser that first asks where to save the file. */
const keptForMs = 60_000;
