import { IsNotEmpty, IsString, Matches, MaxLength, MinLength } from 'class-validator';

/** Signs; longer ones would only cost hashing time. */
const LONGEST_PASSWORD = 200;

export class OpenSession {
  @IsString() @IsNotEmpty() @MaxLength(64) login!: string;
  @IsString() @IsNotEmpty() @MaxLength(LONGEST_PASSWORD) password!: string;
}

export class RefreshSession {
  @Matches(/^[\w-]{43}$/, {
    message: '$property 须为登录或续期时所给的凭证 / must be a refresh token as the sign-in gave it',
  })
  refreshToken!: string;
}

export class ProveIdentity {
  @IsString() @IsNotEmpty() @MaxLength(LONGEST_PASSWORD) password!: string;
}

export class ChangeOwnPassword {
  @IsString() @IsNotEmpty() @MaxLength(LONGEST_PASSWORD) current!: string;
  @IsString() @MinLength(10) @MaxLength(LONGEST_PASSWORD) next!: string;
}
