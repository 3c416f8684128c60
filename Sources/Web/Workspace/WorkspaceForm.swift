import BasinWire

/// The editor and what goes with a query.
struct WorkspaceForm {
    var workspace: Workspace

    var html: HTML {
        """
        <form method="post" action="/sql" class="workspace" id="workspace">
        \(workspace.saved.map { Form.hidden("saved", $0.name) })
        <div class="editor"><label for="sql">One SELECT over datasets by their names</label>
        <textarea id="sql" name="sql" rows="\(rows)" wrap="off" spellcheck="false" autocapitalize="off" autocomplete="off" autocorrect="off" dir="ltr" aria-describedby="sql-help" required>\(workspace.sql)</textarea>
        <ul id="completions" class="completions" role="listbox" aria-label="Names that fit" hidden></ul></div>
        <p class="help" id="sql-help">DuckDB's SQL. A value can stand apart from it: <code>$name</code>. <span class="scripted" hidden>Ctrl or ⌘ + Enter runs it. \
        While you write, names of datasets and columns are offered: arrows choose, Enter or Tab takes, Escape closes. Tab leaves the editor.</span></p>
        <div data-part="parameters" id="parameters">\(parameters)</div>
        <div class="bar"><button id="run" name="run" value="1">Run</button>
        <button type="button" class="secondary" id="cancel" hidden>Cancel</button>
        <output id="progress" role="status"></output>
        \(Form.text("purpose", "Purpose", value: workspace.purpose, placeholder: "none"))
        \(Form.choice("format", "Export all rows as", Workspace.formats))<button class="secondary" formaction="/sql/export" id="export">Export</button></div>
        </form>

        """
    }

    private var rows: Int {
        min(24, max(8, workspace.sql.count { $0 == "\n" } + 2))
    }

    private var parameters: HTML {
        guard !workspace.parameters.isEmpty else { return .none }
        return """
            <fieldset class="parameters"><legend>Values that the query takes</legend>
            \(workspace.parameters.map { field($0) })</fieldset>
            \(HTML.note("A value is bound to the query and never becomes a part of its text. An empty field is null."))
            """
    }

    private func field(_ parameter: Workspace.Parameter) -> HTML {
        let name = Workspace.valuePrefix + parameter.name
        let label = "$" + parameter.name + (parameter.type.map { " · " + $0 } ?? "")
        guard !parameter.choices.isEmpty else {
            return Form.text(name, label, value: parameter.value ?? "", help: parameter.description)
        }
        let choices = parameter.choices.map { (value: $0, title: $0) }
        return Form.choice(name, label, choices, chosen: parameter.value, help: parameter.description)
    }
}
