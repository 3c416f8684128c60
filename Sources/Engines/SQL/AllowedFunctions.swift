/// The functions that people's SQL may call: pure ones, which depend on their arguments (and the clock) alone. Made from
/// DuckDB 1.5.5's `duckdb_functions()` and reviewed by hand. Left out is whatever reads or tells of files, settings,
/// variables, sequences, secrets, the catalog, the session or other queries, parses or plans SQL, writes logs, waits,
/// or is meant for DuckDB itself. A new function is added here on purpose, or is not there.
package enum AllowedFunctions {
    /// In FROM.
    package static let tables: Set<String> = ["generate_series", "range", "unnest"]

    /// Everywhere an expression may stand.
    package static let expressions: Set<String> = [
        [subject], operators, numbers, bits, strings, patterns, encodings, dates, lists, structs, json, general, aggregates,
        listAggregates,
    ].reduce(into: []) { $0.formUnion($1) }

    /// With OVER.
    package static let windows: Set<String> = aggregates.union(words("""
        cume_dist dense_rank fill first_value lag last_value lead nth_value ntile percent_rank rank rank_dense row_number
        """))

    /// What a condition on one row may not call: it asks about many rows, fails on purpose, or makes much of nothing (which
    /// DuckDB does outside of its limits, and without being interrupted).
    static let notInConditions: Set<String> = aggregates.union(words("""
        array_resize bar error equi_width_bins format generate_series generate_subscripts list_resize lpad printf range repeat
        rpad unnest unpivot_list
        """))

    /// Ours: the pseudonym of a person.
    package static let subject = "subject"

    /// Which of the functions are macros in DuckDB: written out in place of the call.
    package static let macros: Set<String> = listAggregates.union(words("""
        ago array_append array_pop_back array_pop_front array_prepend array_push_back array_push_front array_reverse
        array_to_string array_to_string_comma_default date_add days_in_month fdiv fmod generate_subscripts geomean
        geometric_mean json json_group_array json_group_object json_group_structure list_append list_prepend list_reverse
        map_contains_entry map_contains_value md5_number_lower md5_number_upper nullif regexp_split_to_table round_even
        roundbankers split_part wavg weighted_avg
        """))

    /// Node types of the class OPERATOR.
    package static let operatorNodes: Set<String> = words("""
        ARRAY_CONSTRUCTOR ARRAY_EXTRACT ARRAY_SLICE ARROW COMPARE_IN COMPARE_NOT_IN GROUPING_FUNCTION OPERATOR_COALESCE
        OPERATOR_IS_NOT_NULL OPERATOR_IS_NULL OPERATOR_NOT OPERATOR_NULLIF OPERATOR_TRY OPERATOR_UNPACK STRUCT_EXTRACT
        """)

    private static let operators = words("""
        + - * / // % ** ^ & | ~ << >> !__postfix @ && || <@ @> <-> <=> ^@ ->> ~~ !~~ ~~* !~~* ~~~
        """)

    private static let numbers = words("""
        abs acos acosh add asin asinh atan atan2 atanh cbrt ceil ceiling cos cosh cot degrees divide even exp factorial
        fdiv floor fmod gamma gcd geomean geometric_mean greatest greatest_common_divisor isfinite isinf isnan lcm least
        least_common_multiple lgamma ln log log10 log2 mod multiply nextafter pi pow power radians random round round_even
        roundbankers sign signbit sin sinh sqrt subtract tan tanh trunc
        """)

    private static let bits = words("""
        bit_count bit_position bitstring get_bit set_bit xor
        """)

    private static let strings = words("""
        ascii bar bit_length char_length character_length chr concat concat_ws contains damerau_levenshtein editdist3
        ends_with format format_bytes formatreadabledecimalsize formatreadablesize hamming instr jaccard jaro_similarity
        jaro_winkler_similarity lcase left left_grapheme len length length_grapheme levenshtein lower lpad ltrim mismatches
        nfc_normalize octet_length ord parse_formatted_bytes position prefix printf repeat replace reverse right
        right_grapheme rpad rtrim split split_part starts_with str_split string_split string_to_array strip_accents strlen
        strpos substr substring substring_grapheme suffix translate trim ucase unicode upper
        """)

    private static let patterns = words("""
        ilike_escape like_escape not_ilike_escape not_like_escape regexp_escape regexp_extract regexp_extract_all
        regexp_full_match regexp_matches regexp_replace regexp_split_to_array regexp_split_to_table str_split_regex
        string_split_regex
        """)

    private static let encodings = words("""
        base64 bin decode encode from_base64 from_binary from_hex gen_random_uuid hash hex md5 md5_number
        md5_number_lower md5_number_upper sha1 sha256 to_base to_base64 to_binary to_hex unbin unhex url_decode url_encode
        uuid uuid_extract_timestamp uuid_extract_version uuidv4 uuidv7
        """)

    private static let dates = words("""
        age ago century current_date current_localtime current_localtimestamp date_add date_diff date_part date_sub
        date_trunc datediff datepart datesub datetrunc day dayname dayofmonth dayofweek dayofyear days_in_month decade epoch
        epoch_ms epoch_ns epoch_us era get_current_time get_current_timestamp hour isodow isoyear julian last_day make_date
        make_time make_timestamp make_timestamp_ms make_timestamp_ns make_timestamptz microsecond millennium millisecond
        minute month monthname nanosecond normalized_interval now quarter second strftime strptime time_bucket timezone
        timezone_hour timezone_minute to_centuries to_days to_decades to_hours to_microseconds to_millennia to_milliseconds
        to_minutes to_months to_quarters to_seconds to_timestamp to_weeks to_years today transaction_timestamp try_strptime
        week weekday weekofyear year yearweek
        """)

    private static let lists = words("""
        aggregate apply array_aggr array_aggregate array_append array_apply array_cat array_concat array_contains
        array_cosine_distance array_cosine_similarity array_cross_product array_distance array_distinct array_dot_product
        array_extract array_filter array_grade_up array_has array_has_all array_has_any array_indexof array_inner_product
        array_intersect array_length array_negative_dot_product array_negative_inner_product array_pop_back array_pop_front
        array_position array_prepend array_push_back array_push_front array_reduce array_resize array_reverse
        array_reverse_sort array_select array_slice array_sort array_to_string array_to_string_comma_default
        array_transform array_unique array_value array_where array_zip filter flatten generate_series generate_subscripts
        grade_up list_aggr list_aggregate list_append list_apply list_cat list_concat list_contains list_cosine_distance
        list_cosine_similarity list_distance list_distinct list_dot_product list_element list_extract list_filter
        list_grade_up list_has list_has_all list_has_any list_indexof list_inner_product list_intersect
        list_negative_dot_product list_negative_inner_product list_pack list_position list_prepend list_reduce list_resize
        list_reverse list_reverse_sort list_select list_slice list_sort list_transform list_unique list_value list_where
        list_zip range reduce unnest unpivot_list
        """)

    private static let structs = words("""
        cardinality element_at map map_concat map_contains map_contains_entry map_contains_value map_entries map_extract
        map_extract_value map_from_entries map_keys map_values row struct_concat struct_contains struct_extract
        struct_extract_at struct_has struct_indexof struct_insert struct_keys struct_pack struct_position struct_update
        struct_values union_extract union_tag union_value
        """)

    private static let json = words("""
        array_to_json from_json from_json_strict json json_array json_array_length json_contains json_exists json_extract
        json_extract_path json_extract_path_text json_extract_string json_group_array json_group_object
        json_group_structure json_keys json_merge_patch json_object json_pretty json_quote json_structure json_transform
        json_transform_strict json_type json_valid json_value row_to_json to_json
        """)

    private static let general = words("""
        alias constant_or_null equi_width_bins error nullif typeof
        """)

    private static let aggregates = words("""
        any_value approx_count_distinct approx_quantile approx_top_k arbitrary arg_max arg_max_null arg_max_nulls_last
        arg_min arg_min_null arg_min_nulls_last argmax argmin array_agg avg bit_and bit_or bit_xor bitstring_agg bool_and
        bool_or corr count count_if count_star countif covar_pop covar_samp entropy favg first fsum group_concat histogram
        histogram_exact kahan_sum kurtosis kurtosis_pop last list listagg mad max max_by mean median min min_by mode product
        quantile quantile_cont quantile_disc regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx
        regr_sxy regr_syy reservoir_quantile sem skewness stddev stddev_pop stddev_samp string_agg sum sum_no_overflow
        sumkahan var_pop var_samp variance wavg weighted_avg
        """)

    private static let listAggregates = words("""
        list_any_value list_approx_count_distinct list_avg list_bit_and list_bit_or list_bit_xor list_bool_and list_bool_or
        list_count list_entropy list_first list_histogram list_kurtosis list_kurtosis_pop list_last list_mad list_max
        list_median list_min list_mode list_product list_sem list_skewness list_stddev_pop list_stddev_samp list_string_agg
        list_sum list_var_pop list_var_samp
        """)

    private static func words(_ text: String) -> Set<String> {
        Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
    }
}
