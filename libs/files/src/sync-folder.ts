import { open } from 'node:fs/promises';

/** The names in a folder must survive a power loss, as what stands under them does. */
export const syncedFolder = async (path: string): Promise<void> => {
  const folder = await open(path);
  await folder.sync().finally(() => folder.close());
};
