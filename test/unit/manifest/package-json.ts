/** Of package.json, what the manifest test reads. */

export interface Setting {
  readonly type: string;
  readonly default: unknown;
  readonly order?: number;
  readonly enum?: readonly unknown[];
  readonly enumDescriptions?: readonly string[];
  readonly markdownDescription?: string;
}

export interface MenuItem {
  readonly command: string;
  readonly when?: string;
}

export interface PackageJson {
  readonly icon: string;
  readonly main: string;
  readonly l10n: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
  readonly contributes: {
    readonly jsonValidation: readonly { readonly url: string }[];
    readonly viewsContainers: {
      readonly activitybar: readonly { readonly id: string; readonly icon: string }[];
    };
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly when?: string }[];
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly enablement?: string;
    }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly customEditors: readonly { readonly viewType: string }[];
    readonly notebooks: readonly { readonly type: string }[];
    readonly notebookRenderer: readonly {
      readonly id: string;
      readonly entrypoint: string;
      readonly mimeTypes: readonly string[];
    }[];
    readonly taskDefinitions: readonly {
      readonly type: string;
      readonly required: readonly string[];
      readonly properties: Readonly<Record<string, { readonly type: string }>>;
    }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly walkthroughs: readonly {
      readonly icon: string;
      readonly steps: readonly {
        readonly media: { readonly svg: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
}

/** What a command says on its own: its texts by key. */
export type Texts = Readonly<Record<string, string>>;

/** Ids as src/manifest.ts has them. */
export interface Ids {
  readonly commands: Readonly<Record<string, string>>;
  /** Commands that nobody can call without an argument: they are hidden from the palette, and no others. */
  readonly needArgument: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
  /** Of settings with few values, these. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  readonly container: string;
  readonly views: readonly string[];
  readonly editors: readonly string[];
  readonly notebooks: readonly string[];
  readonly renderers: readonly string[];
  /** Types of outputs that they show. */
  readonly mimes: readonly string[];
  readonly contexts: Readonly<Record<string, string>>;
  readonly items: Readonly<Record<string, string>>;
  readonly taskType: string;
  /** Properties of a task beside its type, with their JSON types. */
  readonly task: Readonly<Record<string, string>>;
  readonly taskRequired: readonly string[];
}

/** Everything that must fit together. */
export interface Everything {
  readonly packageJson: PackageJson;
  readonly ids: Ids;
  /** package.nls.json. */
  readonly texts: Texts;
  /** package.nls.LANGUAGE.json, by language. */
  readonly translations: Readonly<Record<string, Texts>>;
  /** The sources of the extension's edges, all in one. */
  readonly sources: string;
  readonly exists: (path: string) => boolean;
}

/** Each value that is on one side only, in a sentence. */
export function differences(what: string, here: readonly string[], there: readonly string[]): string[] {
  return [
    ...here.filter((each) => !there.includes(each)).map((each) => `${what}: only package.json has ${each}`),
    ...there.filter((each) => !here.includes(each)).map((each) => `${what}: package.json lacks ${each}`),
    ...here.filter((each, index) => here.indexOf(each) !== index).map((each) => `${what}: ${each} is twice`),
  ];
}
