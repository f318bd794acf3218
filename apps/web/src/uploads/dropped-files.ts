/** What systems put into folders by themselves, and what is hidden on purpose. */
const noise = /^(\..*|Thumbs\.db|desktop\.ini)$/i;

/** Whether a drag or a paste has files with it. */
export function carriesFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') === true;
}

/**
 * The files of a drop, those inside dropped folders too, at any depth. Called in the event itself: the browser takes its
 * list away when the handler returns.
 */
export async function droppedFiles(data: DataTransfer | null): Promise<readonly File[]> {
  const found = [...(data?.items ?? [])]
    .filter(({ kind }) => kind === 'file')
    .map((item) => filesOfItem(item.webkitGetAsEntry(), item.getAsFile()));
  return (await Promise.all(found)).flat();
}

/** A file at the top is taken whatever it is called: somebody meant it. */
async function filesOfItem(entry: FileSystemEntry | null, file: File | null): Promise<readonly File[]> {
  if (entry?.isDirectory === true) return filesOfEntry(entry);
  return file === null ? [] : [file];
}

async function filesOfEntry(entry: FileSystemEntry): Promise<readonly File[]> {
  if (noise.test(entry.name)) return [];
  if (isFile(entry))
    return new Promise((resolve) =>
      entry.file(
        (file) => resolve([file]),
        () => resolve([]),
      ),
    );
  if (!isFolder(entry)) return [];
  const inside = await entriesOf(entry.createReader());
  return (await Promise.all(inside.map(filesOfEntry))).flat();
}

/** A reader gives a hundred at a time, and an empty list at the end. */
async function entriesOf(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
