import { IsBoolean, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

/** Some hundred rows of a sheet, in UTF-16 units. */
const LONGEST_TEXT = 200_000;
/** Of base64: half a mebibyte of file, which is under the usual limit of a body. */
const LONGEST_FILE = 700_000;

/** What a body of many rows says besides its rows; they come as JSON, or as one of these two. */
export class ManyRows {
  /** Rows copied out of a sheet, or csv, below a line of titles. */
  @IsOptional() @IsString() @MaxLength(LONGEST_TEXT) pasted?: string;
  /** An xlsx or csv with such rows, in base64. */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_FILE)
  @Matches(/^[A-Za-z0-9+/]+={0,2}$/, { message: '$property 须为 base64 / must be base64' })
  file?: string;
  /** true: when a row is refused, nothing is stored (409). false: what can be taken is taken. */
  @IsOptional() @IsBoolean() allOrNothing: boolean = false;
  /** true: each row is told what would become of it, and nothing is stored. */
  @IsOptional() @IsBoolean() dryRun: boolean = false;
}

/** As the description of the API shows it. */
export const manyRowsSchema = {
  pasted: {
    type: 'string',
    maxLength: LONGEST_TEXT,
    description: 'Instead of rows: rows copied out of a sheet, or csv, below a line of titles.',
  },
  file: {
    type: 'string',
    format: 'byte',
    maxLength: LONGEST_FILE,
    description: 'Instead of rows: an xlsx or csv with such rows.',
  },
  allOrNothing: {
    type: 'boolean',
    default: false,
    description: 'true: when a row is refused, nothing is stored (409). false: what can be taken is taken.',
  },
  dryRun: {
    type: 'boolean',
    default: false,
    description: 'true: each row is told what would become of it, and nothing is stored.',
  },
} as const;
