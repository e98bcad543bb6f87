import { IsUrl, IsUUID } from 'class-validator';
import { Command } from '#event-sourcing';
import { IsName, IsText } from '#shapes';

/** Of an issuer's address; OpenID Connect allows no more for a subject. */
const LONGEST = 255;

/** Letter by letter as the issuer's own tokens say it; plain http is for a provider on this machine only. */
const IsIssuer = (): PropertyDecorator => {
  const rules = [IsName(LONGEST), IsUrl({ protocols: ['https', 'http'], require_protocol: true, require_tld: false })];
  return (target, property) => rules.forEach((rule) => rule(target, property));
};

/** The stream's id is derived from issuer and subject, which makes each subject one account's. */
export class LinkAccount extends Command {
  static readonly underAuthority = true;

  @IsUUID('loose') accountId!: string;
  @IsIssuer() issuer!: string;
  @IsName(LONGEST) subject!: string;
  @IsText(2000) override reason!: string;
}

export class UnlinkAccount extends Command {
  static readonly underAuthority = true;

  @IsUUID('loose') accountId!: string;
  @IsIssuer() issuer!: string;
  @IsName(LONGEST) subject!: string;
  @IsText(2000) override reason!: string;
}
