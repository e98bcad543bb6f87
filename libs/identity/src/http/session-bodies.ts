import { IsNotEmpty, IsString, Matches, MaxLength, MinLength } from 'class-validator';

/** Signs; longer ones would only cost hashing time. */
const LONGEST_PASSWORD = 200;

export class OpenSession {
  @IsString() @IsNotEmpty() @MaxLength(64) login!: string;
  @IsString() @IsNotEmpty() @MaxLength(LONGEST_PASSWORD) password!: string;
}

export class RefreshSession {
  @Matches(/^[\w-]{43}$/, { message: '$property is not a refresh token' }) refreshToken!: string;
}

export class ProveIdentity {
  @IsString() @IsNotEmpty() @MaxLength(LONGEST_PASSWORD) password!: string;
}

export class ChangeOwnPassword {
  @IsString() @IsNotEmpty() @MaxLength(LONGEST_PASSWORD) current!: string;
  @IsString() @MinLength(10) @MaxLength(LONGEST_PASSWORD) next!: string;
}
