/// The Mustache templates of `report.html`; triple braces, because values come escaped.
enum ReportTemplate {
  /// A table of the page.
  static let table = """
    <div class="wide" role="region" aria-label="{{{caption}}}" tabindex="0"><table class="data{{#dense}} dense{{/dense}}">
    <caption>{{{caption}}}</caption>
    <thead><tr>{{#columns}}<th scope="col">{{{.}}}</th>{{/columns}}</tr></thead>
    <tbody>
    {{#rows}}<tr{{#faint}} class="faint"{{/faint}}>{{{cells}}}</tr>
    {{/rows}}</tbody></table></div>
    {{#hasNote}}<p>{{{note}}}</p>{{/hasNote}}

    """

  /// A figure with its sentence.
  static let figure = """
    <figure{{#whole}} class="whole"{{/whole}}>
    <h3>{{{title}}}</h3>
    <div class="wide" role="region" aria-label="{{{title}}}" tabindex="0">{{{element}}}</div>
    <figcaption>{{{reading}}}</figcaption>
    </figure>

    """

  /// The whole page.
  static let page = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{{{scriptHash}}}'">
    <title>Clonova report</title>
    <style>
    {{{style}}}
    </style>
    </head>
    <body>
    <a class="skip" href="#main">Skip to the results</a>
    <header>
    <h1>T-cell clones newly expanded in blood and found in tumor</h1>
    <nav aria-label="Contents"><ul>
    <li><a href="#glance">At a glance</a></li>
    {{#hasPatients}}<li><a href="#group-1">Patients</a></li>{{/hasPatients}}
    {{#cohort}}<li><a href="#cohort">Cohort</a></li>{{/cohort}}
    {{#hasGuards}}<li><a href="#guards">Guards</a></li>{{/hasGuards}}
    {{#hasReads}}<li><a href="#reads">Reads and quality</a></li>{{/hasReads}}
    <li><a href="#methods">Methods</a></li>
    </ul></nav>
    </header>
    <main id="main">
    <section aria-labelledby="glance">
    <h2 id="glance">The study at a glance</h2>
    <ul class="cards">{{#cards}}<li><strong>{{{value}}}</strong> {{{name}}}</li>{{/cards}}</ul>
    {{#untracked}}
    <p class="note" role="alert"><strong>Patients are missing from this report:</strong> a sample of
    theirs failed, and findings without it may be false.</p>
    {{> table}}
    {{/untracked}}
    {{#glance}}{{> table}}{{/glance}}
    <p>Headline: expanded in blood after treatment (NEW, NEW_LOWBASE or EXPANDED) and in a
    post-treatment biopsy, where it was not known before. Strict: NEW in blood, TUMOR_NEW or
    TUMOR_GAIN, with confident tumor counts and no guard against it. The share of the biopsies that
    expanded clones hold is compared with that of clones as large in blood that did not expand; a
    small p says that more of them went to the tumor than chance brings there. A clone that was not
    seen is not absent: its upper limit is shown instead.</p>
    {{#overlapFigures}}{{> figure}}{{/overlapFigures}}
    </section>
    {{#groups}}
    <section class="group" aria-labelledby="{{{anchor}}}">
    <h2 id="{{{anchor}}}">{{{name}}}</h2>
    <p>{{{summary}}}</p>
    {{#hasNotes}}<p class="note">{{{notes}}}</p>{{/hasNotes}}
    {{^clones}}<p>No expanded clone was seen in a post-treatment biopsy.</p>{{/clones}}
    {{#clones}}{{> table}}{{/clones}}
    {{#samples}}<details><summary>Samples: counts, coverage, detection limits, what clones hold</summary>
    {{> table}}</details>{{/samples}}
    <div class="figures">
    {{#figures}}{{> figure}}{{/figures}}
    </div>
    </section>
    {{/groups}}
    {{#cohort}}
    <section aria-labelledby="cohort">
    <h2 id="cohort">Cohort comparisons</h2>
    {{> table}}
    </section>
    {{/cohort}}
    {{#hasGuards}}
    <section aria-labelledby="guards">
    <h2 id="guards">Guards against swapped and contaminated samples</h2>
    {{#suspects}}<p class="note" role="alert">Swapped or mixed samples are suspected.</p>{{> table}}{{/suspects}}
    {{^suspects}}<p>No pair of samples is suspected to be swapped or mixed.</p>{{/suspects}}
    {{#identityFigures}}{{> figure}}{{/identityFigures}}
    {{#contamination}}{{> table}}{{/contamination}}
    {{^contamination}}<p>No expanded clone of a tumor looks like a stray of another sample.</p>{{/contamination}}
    {{#hasSharedMolecules}}<p class="note" role="alert">Some samples show the same molecules: index hopping, a spilled library, or one library sequenced twice.</p>{{/hasSharedMolecules}}
    {{#showsNoSharedMolecules}}<p>No two samples show the same molecules more often than by chance. {{comparedMolecules}}</p>{{/showsNoSharedMolecules}}
    {{#molecules}}{{> table}}{{/molecules}}
    {{#strays}}{{> table}}{{/strays}}
    </section>
    {{/hasGuards}}
    {{#hasReads}}
    <section aria-labelledby="reads">
    <h2 id="reads">Reads and quality of each sample</h2>
    {{#qualities}}{{> table}}{{/qualities}}
    {{^advice}}<p>Every check passed.</p>{{/advice}}
    {{#advice}}{{> table}}{{/advice}}
    {{#targets}}{{> table}}{{/targets}}
    {{#funnelFigures}}{{> figure}}{{/funnelFigures}}
    {{#moleculeFigures}}{{> figure}}{{/moleculeFigures}}
    </section>
    {{/hasReads}}
    <section aria-labelledby="methods">
    <h2 id="methods">Methods</h2>
    {{#methods}}<p>{{{.}}}</p>{{/methods}}
    {{#hasParameters}}<h3>Every parameter</h3>
    <dl>{{#parameters}}<dt>{{{name}}}</dt><dd>{{{value}}}</dd>{{/parameters}}</dl>{{/hasParameters}}
    </section>
    </main>
    <footer><p>Made by clonova {{{version}}}. Numbers are those of the tables in track/; parameters
    are in run.json, columns in schema.json.</p></footer>
    <script>{{{script}}}</script>
    </body>
    </html>

    """
}
