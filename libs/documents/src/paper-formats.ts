/** The same content in the same format has the same bytes. */
export const paperFormats = ['html', 'docx', 'pdf', 'md'] as const;
export type PaperFormat = (typeof paperFormats)[number];

export const paperMediaTypes: Readonly<Record<PaperFormat, string>> = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  md: 'text/markdown; charset=utf-8',
};

/** Without their character sets, as the description of the interface names them. */
export const paperTypes: readonly string[] = Object.values(paperMediaTypes).map((type) => type.split(';', 1)[0]!);
