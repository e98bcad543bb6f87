import type { Upcaster } from '#event-sourcing';
import type { SignedIn } from './domain/account/events.js';

type SignedInV1 = Omit<SignedIn['data'], 'by'>;

export const identityUpcasters: readonly Upcaster[] = [
  { type: 'SignedIn', from: 1, upcast: (data: SignedInV1): SignedIn['data'] => ({ ...data, by: 'password' }) },
];
