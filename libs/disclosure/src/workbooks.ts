/** Loaded when a workbook is read or written: it is a fifth of what a program loads that does neither. */
export const workbooks = async () => (await import('exceljs')).default;
