/// The Mustache template of `report.html`; triple braces, because values come escaped.
enum ReportTemplate {
  static let page = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>Clonova report</title>
    <style>
    :root { color-scheme: light dark; --line: #8888; --soft: #8882; }
    body { font: 15px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1rem; }
    h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; font-size: .85rem; }
    th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); }
    td { unicode-bidi: isolate; overflow-wrap: break-word; max-width: 36ch; }
    tr.known td { opacity: .65; }
    .note { background: var(--soft); padding: .5rem .8rem; }
    svg { max-width: 100%; height: auto; background: #fff; font: 12px system-ui, sans-serif; }
    svg .grid { stroke: #ddd; } svg .axis { stroke: #555; }
    svg .infusion { stroke: #999; stroke-dasharray: 4 4; } svg polyline { stroke-width: 1.5; }
    @media print { body { max-width: none; } section { break-inside: avoid-page; } }
    </style>
    </head>
    <body>
    <header>
    <h1>T-cell clones newly expanded in blood and found in tumor</h1>
    </header>
    <main>
    <section aria-labelledby="glance">
    <h2 id="glance">The study at a glance</h2>
    <p>Patients: {{{patients}}}. Headline clones: {{{headlineClones}}}, of them in the strict set:
    {{{strictClones}}}.</p>
    <div class="wide"><table>
    <thead><tr><th scope="col">Patient</th><th scope="col">Tested</th><th scope="col">Expanded in blood</th><th scope="col">Of them in tumor</th><th scope="col">Headline</th><th scope="col">Strict</th><th scope="col">Notes</th></tr></thead>
    <tbody>
    {{#groups}}
    <tr><th scope="row"><a href="#{{{anchor}}}">{{{name}}}</a></th><td>{{{tested}}}</td><td>{{{expanded}}}</td><td>{{{expandedInTumor}}}</td><td>{{{headline}}}</td><td>{{{strict}}}</td><td>{{{noteCount}}}</td></tr>
    {{/groups}}
    </tbody></table></div>
    {{#hasUntracked}}
    <p class="note" role="alert"><strong>Patients are missing from this report:</strong> a sample of
    theirs failed, and findings without it may be false.</p>
    <div class="wide"><table>
    <thead><tr><th scope="col">Patient</th><th scope="col">Sample</th><th scope="col">What was wrong</th></tr></thead>
    <tbody>
    {{#untracked}}
    <tr><th scope="row">{{{patient}}}</th><td>{{{sample}}}</td><td>{{{reason}}}</td></tr>
    {{/untracked}}
    </tbody></table></div>
    {{/hasUntracked}}
    <p>Headline: expanded in blood after treatment (NEW, NEW_LOWBASE or EXPANDED) and in a
    post-treatment biopsy, where it was not known before. Strict: NEW in blood, TUMOR_NEW or
    TUMOR_GAIN, with confident tumor counts and no guard against it. A clone that was not seen is
    not absent: its upper limit is shown instead.</p>
    </section>
    {{#groups}}
    <section aria-labelledby="{{{anchor}}}">
    <h2 id="{{{anchor}}}">{{{name}}}</h2>
    {{#hasNotes}}<p class="note">{{{notes}}}</p>{{/hasNotes}}
    {{^hasClones}}<p>No expanded clone was seen in a post-treatment biopsy.</p>{{/hasClones}}
    {{#hasClones}}
    {{#hasFigure}}<figure>{{{figure}}}
    <figcaption>Lines and discs: blood. Squares: tumor. Hollow marks: not seen, drawn at the 95 % upper limit. Dashed: first infusion.</figcaption></figure>{{/hasFigure}}
    <div class="wide"><table>
    <thead><tr>{{#columns}}<th scope="col">{{{.}}}</th>{{/columns}}</tr></thead>
    <tbody>
    {{#clones}}
    <tr class="{{{class}}}">{{#cells}}<td>{{{.}}}</td>{{/cells}}</tr>
    {{/clones}}
    </tbody></table></div>
    {{/hasClones}}
    </section>
    {{/groups}}
    </main>
    <footer><p>Made by clonova {{{version}}}. Numbers are those of the tables in track/; parameters
    are in run.json, columns in schema.json.</p></footer>
    </body>
    </html>

    """
}
