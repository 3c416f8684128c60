extension CatalogTables {
    /// The same of the information schema, as far as clients look at it. From the manual, "The Information Schema".
    static let information = """
        schemata catalog_name:t schema_name:t schema_owner:t default_character_set_catalog:t \
            default_character_set_schema:t default_character_set_name:t sql_path:t
        tables table_catalog:t table_schema:t table_name:t table_type:t self_referencing_column_name:t \
            reference_generation:t user_defined_type_catalog:t user_defined_type_schema:t user_defined_type_name:t \
            is_insertable_into:t is_typed:t commit_action:t
        columns table_catalog:t table_schema:t table_name:t column_name:t ordinal_position:i column_default:t \
            is_nullable:t data_type:t character_maximum_length:i character_octet_length:i numeric_precision:i \
            numeric_precision_radix:i numeric_scale:i datetime_precision:i interval_type:t interval_precision:i \
            character_set_catalog:t character_set_schema:t character_set_name:t collation_catalog:t collation_schema:t \
            collation_name:t domain_catalog:t domain_schema:t domain_name:t udt_catalog:t udt_schema:t udt_name:t \
            scope_catalog:t scope_schema:t scope_name:t maximum_cardinality:i dtd_identifier:t is_self_referencing:t \
            is_identity:t identity_generation:t identity_start:t identity_increment:t identity_maximum:t \
            identity_minimum:t identity_cycle:t is_generated:t generation_expression:t is_updatable:t
        views table_catalog:t table_schema:t table_name:t view_definition:t check_option:t is_updatable:t \
            is_insertable_into:t is_trigger_updatable:t is_trigger_deletable:t is_trigger_insertable_into:t
        table_constraints constraint_catalog:t constraint_schema:t constraint_name:t table_catalog:t table_schema:t \
            table_name:t constraint_type:t is_deferrable:t initially_deferred:t enforced:t nulls_distinct:t
        key_column_usage constraint_catalog:t constraint_schema:t constraint_name:t table_catalog:t table_schema:t \
            table_name:t column_name:t ordinal_position:i position_in_unique_constraint:i
        referential_constraints constraint_catalog:t constraint_schema:t constraint_name:t unique_constraint_catalog:t \
            unique_constraint_schema:t unique_constraint_name:t match_option:t update_rule:t delete_rule:t
        constraint_column_usage table_catalog:t table_schema:t table_name:t column_name:t constraint_catalog:t \
            constraint_schema:t constraint_name:t
        routines specific_catalog:t specific_schema:t specific_name:t routine_catalog:t routine_schema:t \
            routine_name:t routine_type:t module_catalog:t module_schema:t module_name:t udt_catalog:t udt_schema:t \
            udt_name:t data_type:t character_maximum_length:i character_octet_length:i character_set_catalog:t \
            character_set_schema:t character_set_name:t collation_catalog:t collation_schema:t collation_name:t \
            numeric_precision:i numeric_precision_radix:i numeric_scale:i datetime_precision:i interval_type:t \
            interval_precision:i type_udt_catalog:t type_udt_schema:t type_udt_name:t scope_catalog:t scope_schema:t \
            scope_name:t maximum_cardinality:i dtd_identifier:t routine_body:t routine_definition:t external_name:t \
            external_language:t parameter_style:t is_deterministic:t sql_data_access:t is_null_call:t sql_path:t \
            schema_level_routine:t max_dynamic_result_sets:i is_user_defined_cast:t is_implicitly_invocable:t \
            security_type:t to_sql_specific_catalog:t to_sql_specific_schema:t to_sql_specific_name:t as_locator:t \
            created:z last_altered:z new_savepoint_level:t is_udt_dependent:t result_cast_from_data_type:t \
            result_cast_as_locator:t result_cast_char_max_length:i result_cast_char_octet_length:i \
            result_cast_char_set_catalog:t result_cast_char_set_schema:t result_cast_char_set_name:t \
            result_cast_collation_catalog:t result_cast_collation_schema:t result_cast_collation_name:t \
            result_cast_numeric_precision:i result_cast_numeric_precision_radix:i result_cast_numeric_scale:i \
            result_cast_datetime_precision:i result_cast_interval_type:t result_cast_interval_precision:i \
            result_cast_type_udt_catalog:t result_cast_type_udt_schema:t result_cast_type_udt_name:t \
            result_cast_scope_catalog:t result_cast_scope_schema:t result_cast_scope_name:t \
            result_cast_maximum_cardinality:i result_cast_dtd_identifier:t
        parameters specific_catalog:t specific_schema:t specific_name:t ordinal_position:i parameter_mode:t \
            is_result:t as_locator:t parameter_name:t data_type:t character_maximum_length:i character_octet_length:i \
            character_set_catalog:t character_set_schema:t character_set_name:t collation_catalog:t collation_schema:t \
            collation_name:t numeric_precision:i numeric_precision_radix:i numeric_scale:i datetime_precision:i \
            interval_type:t interval_precision:i udt_catalog:t udt_schema:t udt_name:t scope_catalog:t scope_schema:t \
            scope_name:t maximum_cardinality:i dtd_identifier:t parameter_default:t
        sequences sequence_catalog:t sequence_schema:t sequence_name:t data_type:t numeric_precision:i \
            numeric_precision_radix:i numeric_scale:i start_value:t minimum_value:t maximum_value:t increment:t \
            cycle_option:t
        triggers trigger_catalog:t trigger_schema:t trigger_name:t event_manipulation:t event_object_catalog:t \
            event_object_schema:t event_object_table:t action_order:i action_condition:t action_statement:t \
            action_orientation:t action_timing:t action_reference_old_table:t action_reference_new_table:t \
            action_reference_old_row:t action_reference_new_row:t created:z
        """
}
