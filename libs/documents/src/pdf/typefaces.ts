import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const { resolve } = createRequire(import.meta.url);

const folderOf = (file: string): string => dirname(resolve(`@expo-google-fonts/${file}`));

/** Free typefaces that every copy of the program brings: Song for the text, its bold for titles, a gothic for headings. */
export const FONT_FOLDERS: readonly string[] = [
  folderOf('noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'),
  folderOf('noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf'),
  folderOf('noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf'),
];
