type OfPerson = { readonly id: string } | { readonly person: { readonly id: string } };

const idIn = (one: OfPerson): string => ('person' in one ? one.person.id : one.id);

/** Two registrations of one person are one member: the first of them counts. */
export const oncePerPerson = <One extends OfPerson>(all: readonly One[]): readonly One[] =>
  all.filter((one, at) => all.findIndex((other) => idIn(other) === idIn(one)) === at);
