/** The network's classes, in its output's order. */
export const pictureClasses = ['drawing', 'hentai', 'neutral', 'porn', 'sexy'] as const;
export type PictureClass = (typeof pictureClasses)[number];

/** Side of the square that the network looks at, in pixels. */
export const pictureInputSize = 224;

/** These classes' probabilities are added up and held against the host's threshold. */
export const explicitClasses: readonly PictureClass[] = ['hentai', 'porn'];

/** For a photo of a person the bar is lower, whatever the host says: a wrong refusal costs less there than a miss. */
export const photoThreshold = 0.5;

/** At level `strict` revealing pictures count too, from this probability. Bare arms are enough for the network. */
export const suggestiveThreshold = 0.85;
