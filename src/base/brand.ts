// Nominal types: a number of milliseconds cannot be passed where seconds are asked for.
declare const brand: unique symbol;
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
